#!/usr/bin/env bash
# What the action does. Its inputs are in the environment: DO, REGISTRY, CONFIG, TO, OUTPUT, OPTIONS, FILE,
# TARGET. Ends as portolan does: 0 done, 1 different or with findings, 2 could not be done.
set -uo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/portolan.sh"

fail() {
  echo "portolan action: $1" >&2
  exit 2
}

# What stands alone must not become an option.
alone() {
  case "$1" in -*) printf "./%s\n" "$1" ;; *) printf "%s\n" "$1" ;; esac
}

# One word a line, so that a word may have blanks and nothing is split or expanded.
more=()
while IFS= read -r word; do
  word=${word%$'\r'}
  [ -z "$word" ] || more+=("$word")
done <<<"${OPTIONS:-}"

registry=()
[ -z "${REGISTRY:-}" ] || registry=(--registry "$REGISTRY")

case "${DO:-}" in
  check | generate)
    if [ -n "${CONFIG:-}" ]; then
      [ -z "${OUTPUT:-}${TO:-}" ] || fail "config names the files; leave out to and output."
      command=(fixtures "$(alone "$CONFIG")")
    else
      [ -n "${OUTPUT:-}" ] || fail "name a config, or an output."
      command=(convert -o "$OUTPUT")
      [ -z "${TO:-}" ] || command+=(--to "$TO")
    fi
    command+=(${registry[@]+"${registry[@]}"} ${more[@]+"${more[@]}"})
    # Standard input is nobody's registry here. Checking first tells whether generating changes anything.
    portolan "${command[@]}" --check </dev/null
    status=$?
    [ "$status" -le 1 ] || exit "$status"
    changed=false
    [ "$status" -eq 0 ] || changed=true
    [ -z "${GITHUB_OUTPUT:-}" ] || echo "changed=$changed" >>"$GITHUB_OUTPUT"
    [ "$DO" = generate ] && [ "$changed" = true ] || exit "$([ "$DO" = check ] && echo "$status" || echo 0)"
    portolan "${command[@]}" </dev/null
    ;;
  audit)
    command=(services audit "$(alone "${FILE:-/etc/services}")")
    [ -z "${TARGET:-}" ] || command+=(--target "$TARGET")
    portolan "${command[@]}" ${registry[@]+"${registry[@]}"} ${more[@]+"${more[@]}"} </dev/null
    ;;
  *) fail "do is “${DO:-}”; it can be check, generate or audit." ;;
esac
