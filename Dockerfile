# The command alone, from the npm package. The saved-plan reader needs no Terraform.
FROM node:24-alpine@sha256:a0b9bf06e4e6193cf7a0f58816cc935ff8c2a908f81e6f1a95432d679c54fbfd AS package
ARG VERSION=0.2.0
# A tarball in the build's context wins over the registry, for images of a checkout: npm run pack
COPY LICENSE sg-preflight*.tgz /tmp/
RUN npm install --global --prefix /opt "$(ls /tmp/sg-preflight*.tgz 2>/dev/null || echo "sg-preflight@$VERSION")"

FROM node:24-alpine@sha256:a0b9bf06e4e6193cf7a0f58816cc935ff8c2a908f81e6f1a95432d679c54fbfd
LABEL org.opencontainers.image.source="https://github.com/sg-preflight/sg-preflight" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=package /opt/lib/node_modules/sg-preflight /opt/sg-preflight
RUN ln -s /opt/sg-preflight/bin/sg-preflight.js /usr/local/bin/sg-preflight
USER 1000:1000
WORKDIR /work
ENTRYPOINT ["sg-preflight"]
CMD ["--help"]
