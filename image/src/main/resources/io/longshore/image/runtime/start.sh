#!/bin/sh
# Starts an instance of this image. Apptainer does so by itself.

# The first process of the instance waits for this signal.
kill -CONT 1

for script in /.singularity.d/env/*.sh; do
  if [ -f "$script" ]; then
    . "$script"
  fi
done

exec /.singularity.d/startscript "$@"
