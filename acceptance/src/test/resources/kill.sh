#!/bin/sh
# usage: kill PROCESS jvm|group|keyboard SECONDS
#
# Waits, then kills the process, or all processes of its group; it leads one. Or interrupts the
# group, as Ctrl-C does.

sleep "$3"
case $2 in
  group) kill -KILL "-$1" ;;
  keyboard) kill -INT "-$1" ;;
  *) kill -KILL "$1" ;;
esac
