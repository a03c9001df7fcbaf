# One image for the API and the workers; docker-compose.yml runs both.

FROM node:20.20.2-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY patches ./patches
RUN npm ci --omit=dev \
  # The package brings the libraries of every system: 220 MB that are not for this one.
  && rm -rf node_modules/onnxruntime-node/bin/napi-v6/darwin node_modules/onnxruntime-node/bin/napi-v6/win32

FROM node:20.20.2-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /app
# The files belong to root: the process cannot change its own program.
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json package-lock.json tsconfig.json ./
COPY src ./src
COPY workers ./workers
COPY scripts ./scripts
COPY seeds ./seeds
RUN node scripts/run.mjs --build src/server.ts workers/index.ts && mkdir /data && chown node:node /data
USER node
EXPOSE 3000
# As `npm start`, without npm between the process and its signals; a worker is `node scripts/run.mjs workers/index.ts`.
CMD ["node", "--max-old-space-size=1536", "scripts/run.mjs", "src/server.ts"]
