#!/bin/sh
# Runs a command in the environment of this image. Apptainer does so by itself.

for script in /.singularity.d/env/*.sh; do
  if [ -f "$script" ]; then
    . "$script"
  fi
done

exec "$@"
