#!/usr/bin/env bash
# The image's steps without a container engine: in a new folder, from a clone of this
# repository to a notebook that was run by its JupyterLab's own tools.
#
#   container/rehearse.sh FOLDER
set -euo pipefail
[ $# -eq 1 ] && [ ! -e "$1" ] || { echo "usage: container/rehearse.sh FOLDER, one that is not there yet" >&2; exit 2; }
repository=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$1/opt" "$1/home/jovyan"
image=$(cd "$1" && pwd)
lab=$image/opt/pymalloc-lab

git clone --quiet "$repository" "$lab"
"$lab/container/install.sh" "$lab" "$image/opt/jupyter" "$image/home"

export HOME=$image/home/jovyan PATH=$image/opt/jupyter/bin:$PATH
cd "$HOME"
"$lab/container/start.sh" jupyter kernelspec list
jupyter nbconvert --execute --to notebook --inplace notebooks/01-arenas-pools-blocks.ipynb
node "$lab/dist/cli/main.js" notebook diff \
  "$lab/notebooks/01-arenas-pools-blocks.ipynb" notebooks/01-arenas-pools-blocks.ipynb
echo "rehearsed: the notebook has the stored outputs"
