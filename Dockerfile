# docker build --tag comet-lint .
# docker run --rm --network none --volume "$PWD:/documents:ro" comet-lint check .
FROM python:3.13.12-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements /requirements
RUN python -m venv /opt/build \
    && /opt/build/bin/python -m pip install --require-hashes --requirement /requirements/build.txt \
    && python -m venv /opt/comet-lint \
    && /opt/comet-lint/bin/python -m pip install --require-hashes --requirement /requirements/constraints.txt
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY comet_lint comet_lint
COPY schemas schemas
COPY rules rules
RUN /opt/build/bin/python -m pip wheel --no-deps --no-build-isolation --wheel-dir /wheels . \
    && /opt/comet-lint/bin/python -m pip install --no-deps /wheels/*.whl

FROM python:3.13.12-slim
COPY --from=build /opt/comet-lint /opt/comet-lint
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin comet-lint
ENV PATH=/opt/comet-lint/bin:$PATH PYTHONDONTWRITEBYTECODE=1
USER 10001
WORKDIR /documents
ENTRYPOINT ["comet-lint"]
CMD ["check", "."]
