# The notebooks in JupyterLab: for Docker, for Binder (which builds this very file), for the
# devcontainer, and for a JupyterHub. The steps are in container/install.sh.
FROM node:20.19.0-bookworm-slim

ARG NB_USER=jovyan
ARG NB_UID=1000
# A JupyterHub needs its own version in the image: --build-arg JUPYTERHUB_VERSION=5.2.1
ARG JUPYTERHUB_VERSION=

ENV USER=${NB_USER} HOME=/home/${NB_USER} PATH=/opt/jupyter/bin:${PATH}

RUN apt-get update \
  && apt-get install -y --no-install-recommends git python3 python3-venv \
  && rm -rf /var/lib/apt/lists/* \
  && userdel --remove node \
  && useradd --create-home --uid ${NB_UID} --shell /bin/bash ${NB_USER}

COPY . /opt/pymalloc-lab
RUN /opt/pymalloc-lab/container/install.sh /opt/pymalloc-lab /opt/jupyter /home \
  && if [ -n "${JUPYTERHUB_VERSION}" ]; then \
    pip install --no-cache-dir "jupyterhub==${JUPYTERHUB_VERSION}"; fi

WORKDIR ${HOME}
USER ${NB_USER}
EXPOSE 8888
ENTRYPOINT ["/opt/pymalloc-lab/container/start.sh"]
CMD ["jupyter", "lab", "--ip=0.0.0.0", "--no-browser"]
