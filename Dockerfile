# An image around a static binary, which `make build` leaves here; nothing is
# pulled: make image, or
#
#   CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -o scale-modelhosts .
#   docker build -t scale-modelhosts:v0.1.0 .
FROM scratch
LABEL org.opencontainers.image.title="scale-modelhosts" \
      org.opencontainers.image.description="KRM function that makes KEDA ScaledObjects of annotated model hosts" \
      org.opencontainers.image.licenses="Apache-2.0"
# kustomize and kpt run functions with --user nobody, a name that must be known here.
COPY .image/passwd /etc/passwd
COPY scale-modelhosts /scale-modelhosts
USER 65532:65532
ENTRYPOINT ["/scale-modelhosts"]
