#!/bin/sh
# Runs what this image is for. Apptainer, and Singularity since 3.0, use an action script of their
# own instead.

for script in /.singularity.d/env/*.sh; do
  if [ -f "$script" ]; then
    . "$script"
  fi
done

if [ -z "${SINGULARITY_APPNAME:-}" ]; then
  runscript=/.singularity.d/runscript
else
  runscript=/scif/apps/$SINGULARITY_APPNAME/scif/runscript
fi

exec "$runscript" "$@"
