#!/bin/sh
# Starts an instance of this image. Apptainer, and Singularity since 3.0, use an action script of
# their own instead.

# The first process of the instance waits for this signal.
kill -CONT 1

for script in /.singularity.d/env/*.sh; do
  if [ -f "$script" ]; then
    . "$script"
  fi
done

exec /.singularity.d/startscript "$@"
