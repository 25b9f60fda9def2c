#!/usr/bin/env bash
# From a clone to a JupyterLab that has the notebooks' kernel. The Dockerfile runs this, and
# so does rehearse.sh, in a folder of its own.
#
#   container/install.sh LAB JUPYTER HOMES
#
#   LAB      the clone; the kernel runs from it
#   JUPYTER  where a Python environment with JupyterLab is made
#   HOMES    the folder of the users' homes; notebooks below it find the library
set -euo pipefail
lab=$1 jupyter=$2 homes=$3

cd "$lab"
npm ci --no-audit --no-fund
npm run build --silent

python3 -m venv "$jupyter"
"$jupyter/bin/pip" install --no-cache-dir --requirement container/requirements.txt
JUPYTER_DATA_DIR="$jupyter/share/jupyter" node dist/cli/main.js kernel install

# Node and TypeScript look for packages in every folder above a notebook. A home is often a
# volume that hides what the image has there, so the link lies above it.
ln -sfn "$lab/node_modules" "$homes/node_modules"
