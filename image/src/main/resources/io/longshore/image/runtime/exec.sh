#!/bin/sh
# Runs a command in the environment of this image. Apptainer, and Singularity since 3.0, use an
# action script of their own instead.

for script in /.singularity.d/env/*.sh; do
  if [ -f "$script" ]; then
    . "$script"
  fi
done

exec "$@"
