# docker build --tag comet-lint .
# docker run --rm --network none --volume "$PWD:/documents:ro" comet-lint check .
FROM python:3.13-slim AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY comet_lint comet_lint
COPY schemas schemas
COPY rules rules
RUN python -m venv /opt/comet-lint \
    && /opt/comet-lint/bin/python -m pip install --no-cache-dir --disable-pip-version-check .

FROM python:3.13-slim
COPY --from=build /opt/comet-lint /opt/comet-lint
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin comet-lint
ENV PATH=/opt/comet-lint/bin:$PATH PYTHONDONTWRITEBYTECODE=1
USER 10001
WORKDIR /documents
ENTRYPOINT ["comet-lint"]
CMD ["check", "."]
