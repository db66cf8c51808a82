# docker build --tag optviz .
# docker run --rm --user "$(id -u):$(id -g)" --volume "$PWD:/work" optviz render lu

FROM python:3.13-slim AS build
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        g++ libcairo2-dev libpango1.0-dev pkg-config \
    && rm -rf /var/lib/apt/lists/*
COPY . /source
# The pinned versions, whose hashes a folder beside them could not have.
RUN sed -n 's/^\([a-zA-Z0-9].*==[^\\]*\).*/\1/p' /source/requirements/development.txt > /pins \
    && python -m venv /opt/optviz \
    && /opt/optviz/bin/pip install --no-cache-dir --constraint /pins '/source[data,slides]'

FROM python:3.13-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libcairo2 libpango-1.0-0 libpangocairo-1.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd optviz
COPY --from=build /opt/optviz /opt/optviz
# Whoever runs it, and under whichever number, may keep caches in /tmp.
ENV PATH=/opt/optviz/bin:$PATH HOME=/tmp
USER optviz
WORKDIR /work
ENTRYPOINT ["optviz"]
CMD ["--help"]
