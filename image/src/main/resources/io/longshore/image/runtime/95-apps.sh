#!/bin/sh
# The environment of one application of an image that holds several, as the Scientific Filesystem
# lays them out: `apptainer run --app NAME`.

if [ -n "${SINGULARITY_APPNAME:-}" ]; then
  SCIF_APPS=/scif/apps
  SCIF_APPROOT=$SCIF_APPS/$SINGULARITY_APPNAME
  export SINGULARITY_APPNAME SCIF_APPS SCIF_APPROOT
  if [ ! -d "$SCIF_APPROOT" ]; then
    echo "This image has no application '$SINGULARITY_APPNAME'." >&2
    exit 1
  fi
  PATH=$SCIF_APPROOT:$SCIF_APPS/singularity:$PATH
  if [ -d "$SCIF_APPROOT/bin" ]; then
    PATH=$SCIF_APPROOT/bin:$PATH
  fi
  export PATH
  if [ -d "$SCIF_APPROOT/lib" ]; then
    LD_LIBRARY_PATH=$SCIF_APPROOT/lib:${LD_LIBRARY_PATH:-}
    export LD_LIBRARY_PATH
  fi
  if [ -f "$SCIF_APPROOT/scif/env/01-base.sh" ]; then
    . "$SCIF_APPROOT/scif/env/01-base.sh"
  fi
  if [ -f "$SCIF_APPROOT/scif/env/90-environment.sh" ]; then
    . "$SCIF_APPROOT/scif/env/90-environment.sh"
  fi
fi
