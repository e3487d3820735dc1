#!/usr/bin/env bash
# What .pre-commit-hooks.yaml calls: `pre-commit.sh audit [OPTION…] -- FILE…` audits each services file;
# `pre-commit.sh check CONVERT-ARGUMENT…` and `pre-commit.sh fixtures CONFIG` tell whether files are what the
# registry gives. PORTOLAN and PORTOLAN_VERSION choose the command.
set -uo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/portolan.sh"

what=${1:-}
[ $# -eq 0 ] || shift
case "$what" in
  audit)
    options=()
    while [ $# -gt 0 ] && [ "$1" != -- ]; do
      options+=("$1")
      shift
    done
    if [ $# -eq 0 ]; then
      echo "The args of this hook end with --, before the files." >&2
      exit 2
    fi
    shift
    status=0
    for file in "$@"; do
      # A file whose name begins with a hyphen is no option.
      case "$file" in -*) file=./$file ;; esac
      portolan services audit ${options[@]+"${options[@]}"} "$file" </dev/null
      one=$?
      [ "$one" -le "$status" ] || status=$one
    done
    exit "$status"
    ;;
  check) portolan convert "$@" --check </dev/null ;;
  fixtures) portolan fixtures "$@" --check </dev/null ;;
  *)
    echo "“$what” is no hook: audit, check, fixtures." >&2
    exit 2
    ;;
esac
