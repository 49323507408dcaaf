FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
RUN useradd --system --create-home reslot && mkdir -p /data && chown reslot /data
USER reslot
ENV DATABASE_URL=sqlite:////data/reslot.db
EXPOSE 8000
# The database is asked too, so that a web process that lost it shows as unhealthy.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
CMD ["flask", "serve", "--host", "0.0.0.0", "--port", "8000"]
