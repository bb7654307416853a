# shellcheck shell=sh disable=SC2154 # the launcher sets what is not set here
#
# What starting Longshore takes, wherever it is installed: sourced by the launcher of a checkout and
# by that of a packaged Longshore. For run_program they set
#
#   java_home     the folder of the Java to start
#   jars          the folder of the program's jars
#   java_options  more options for Java, one word each
#   native        a folder of native libraries that come along; empty or not set without any
#   locales       a folder with a locale C.UTF-8, for systems that have none of UTF-8; likewise
#   authorities   certificates to trust where the system has none, in PEM; empty or not set likewise

say() {
  printf 'longshore: %s\n' "$@" >&2
}

give_up() {
  say "$@"
  exit 2
}

have() {
  command -v "$1" >/dev/null 2>&1
}

# True for commands that only tell something, by the words of the command line. They end before
# methods compiled for the highest speed would pay, and need a small part of the classes. Which a
# command is counted to changes how long it takes, and nothing else.
is_short() {
  while [ $# -gt 0 ]; do
    case $1 in
      -C | --dataset) [ $# -lt 2 ] || shift ;;
      warm-up) [ "${2:-}" = --short ]; return ;;
      verify)
        case " $* " in
          *' --download '* | *' --rebuild '*) return 1 ;;
          *) return 0 ;;
        esac
        ;;
      help | status | log | complete | completion | man | cache | doctor) return 0 ;;
      -*) ;;
      *) return 1 ;;
    esac
    shift
  done
}

# run_program JVM-OPTION ARGUMENT...: ends this shell.
run_program() {
  start_cache=$1
  shift
  short=no
  if is_short "$@"; then short=yes; fi
  set -- -jar "$jars"/cli-*.jar "$@"
  # Last of the options, these override the others.
  set -f
  # shellcheck disable=SC2086 # one word an option
  set -- ${java_options:-} "$@"
  set +f
  if [ -n "${TMPDIR:-}" ]; then set -- "-Djava.io.tmpdir=$TMPDIR" "$@"; fi
  if [ -n "${LONGSHORE_TMPDIR:-}" ]; then set -- "-Daircompressor.tmpdir=$LONGSHORE_TMPDIR" "$@"; fi
  if [ -n "${native:-}" ]; then
    set -- "-Dlongshore.libraries=$native" "-DZstdNativePath=$native/libzstd-jni.so" "$@"
  fi
  if [ -n "${authorities:-}" ]; then set -- "-Dlongshore.authorities=$authorities" "$@"; fi
  if [ "$short" = yes ]; then
    set -- -XX:TieredStopAtLevel=1 -XX:+UseSerialGC "$@"
  else
    # The Tier4 thresholds are some six times the usual ones: in the few seconds that most commands
    # take, compiling methods for the highest speed costs more than it brings.
    set -- -XX:Tier4InvocationThreshold=30000 -XX:Tier4MinInvocationThreshold=6000 \
      -XX:Tier4CompileThreshold=60000 -XX:Tier4BackEdgeThreshold=300000 "$@"
    # All threads wait while garbage is collected: two collect faster than one, and with a heap of
    # this size more than two would not.
    set -- -XX:+UseParallelGC -XX:ParallelGCThreads=2 "$@"
  fi
  # The priority policy lets Java's threads have different ones: compressors give way to the readers
  # of layers. It warns all but root that it cannot do more than that.
  set -- -XX:ThreadPriorityPolicy=1 -XX:-PrintWarnings "$@"
  exec "$java_home/bin/java" "$start_cache" "-Xmx${LONGSHORE_HEAP:-448m}" \
    -XX:-UsePerfData -Xlog:disable --sun-misc-unsafe-memory-access=allow "$@"
}

# An empty or relative folder in LD_LIBRARY_PATH is the current folder to the dynamic linker, for us
# and for all we start: a dataset could bring its own C library.
drop_current_folder() {
  [ -n "${LD_LIBRARY_PATH:-}" ] || return 0
  kept=
  left=$LD_LIBRARY_PATH
  while [ -n "$left" ]; do
    first=${left%%[:;]*}
    case $left in
      *[:\;]*) left=${left#*[:;]} ;;
      *) left= ;;
    esac
    case $first in
      /*) kept=${kept:+$kept:}$first ;;
    esac
  done
  if [ -n "$kept" ]; then export LD_LIBRARY_PATH="$kept"; else unset LD_LIBRARY_PATH; fi
}

# That of a batch job goes with the job, and stays in the environment of who was in it.
leave_absent_temporary_folder() {
  if [ -n "${TMPDIR:-}" ] && [ ! -d "$TMPDIR" ]; then
    say "TMPDIR names no folder, so /tmp is taken: $TMPDIR"
    unset TMPDIR
  fi
}

# File names are UTF-8 in containers and datasets, whatever the locale of a batch job. Java takes their
# encoding from the locale, and from none at all if a single variable names one that this machine has
# not, as those that ssh brings along often do. So one locale is chosen for all; the program speaks
# English anyhow.
speak_utf8() {
  if [ -e /usr/lib/locale/C.utf8 ] || [ -e /usr/lib/locale/C.UTF-8 ]; then
    export LC_ALL=C.UTF-8
  else
    utf8=$(some_utf8_locale)
    if [ -z "$utf8" ] && [ -n "${locales:-}" ] && [ -e "$locales" ]; then export LOCPATH="$locales"; fi
    export LC_ALL="${utf8:-C.UTF-8}"
  fi
}

# Older distributions have no C.UTF-8, and some trees have no locale of UTF-8 at all.
some_utf8_locale() {
  for locale in C.UTF-8 en_US.UTF-8 $(locale -a 2>/dev/null); do
    if [ "$(LC_ALL=$locale locale charmap 2>/dev/null)" = UTF-8 ]; then
      printf '%s\n' "$locale"
      return 0
    fi
  done
}
