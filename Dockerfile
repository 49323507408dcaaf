FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
RUN useradd --system --create-home reslot && mkdir -p /data && chown reslot /data
USER reslot
ENV DATABASE_URL=sqlite:////data/reslot.db
EXPOSE 8000
CMD ["flask", "serve", "--host", "0.0.0.0", "--port", "8000"]
