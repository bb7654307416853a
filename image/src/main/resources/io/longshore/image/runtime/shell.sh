#!/bin/sh
# Starts a shell in the environment of this image. Apptainer does so by itself.

for script in /.singularity.d/env/*.sh; do
  if [ -f "$script" ]; then
    . "$script"
  fi
done

if [ -n "${SINGULARITY_SHELL:-}" ] && [ -x "$SINGULARITY_SHELL" ]; then
  exec "$SINGULARITY_SHELL" "$@"
elif [ -x /bin/bash ]; then
  SHELL=/bin/bash
  export SHELL
  exec /bin/bash --norc "$@"
else
  SHELL=/bin/sh
  export SHELL
  exec /bin/sh "$@"
fi
