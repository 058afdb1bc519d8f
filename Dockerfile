# The command alone, for plan JSON, Pulumi previews and "serve run-task". To read saved plans, add terraform or tofu.
FROM node:24-alpine AS build
WORKDIR /src
COPY . .
RUN node .ci/pnpm.mjs build && node .ci/copy-runnable.mjs /out

FROM node:24-alpine
COPY --from=build /out /opt/sg-preflight
RUN ln -s /opt/sg-preflight/packages/cli/bin/sg-preflight.js /usr/local/bin/sg-preflight
USER 1000:1000
WORKDIR /work
ENTRYPOINT ["sg-preflight"]
CMD ["--help"]
