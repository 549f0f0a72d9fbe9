# For pipelines that build from a Dockerfile. `go run -C .image .` builds an image with
# the same files without a container engine. Only that image has the same digest every
# time, because a builder records the build time, and only it has labels with version
# and commit. Run it first: it writes the files of each platform. Nothing is pulled:
#
#   go run -C .image .
#   docker buildx build --platform linux/amd64,linux/arm64 -t scale-modelhosts:v0.1.0 .
#
# or, without BuildKit, for one platform:
#
#   docker build --build-arg TARGETARCH=amd64 -t scale-modelhosts:v0.1.0 .
FROM scratch
LABEL org.opencontainers.image.title="scale-modelhosts" \
      org.opencontainers.image.description="KRM function that generates KEDA ScaledObjects from annotations on model hosts" \
      org.opencontainers.image.licenses="Apache-2.0"
ARG TARGETARCH
COPY .image/out/rootfs/linux_${TARGETARCH}/ /
USER 65532:65532
ENTRYPOINT ["/scale-modelhosts"]
