# The image of the nightly service in docker-compose.yml: pinned versions, an unprivileged user, data in /data.
FROM python:3.12-slim

WORKDIR /app
COPY requirements.txt ./
RUN pip install --no-cache-dir --only-binary :all: --require-hashes -r requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY graph graph
COPY queries queries
COPY miner miner
COPY corpora corpora
RUN pip install --no-cache-dir --no-deps --no-build-isolation --no-index .

RUN useradd --create-home miner && mkdir /data && chown miner /data
USER miner
WORKDIR /data
ENTRYPOINT ["miner"]
CMD ["--help"]
