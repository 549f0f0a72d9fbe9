# The image, for those whose pipeline builds from a Dockerfile. `go run -C .image .`
# makes the same image without a container engine; it alone gives the same digest
# every time, since a builder writes the time of its build into the image, and it
# alone writes version and commit into the labels. The files are the same. It lays
# them out here first, for each platform; nothing is pulled:
#
#   go run -C .image .
#   docker buildx build --platform linux/amd64,linux/arm64 -t scale-modelhosts:v0.1.0 .
#
# or, where there is no BuildKit, for one platform:
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
