# Defines `portolan`, for the scripts beside this file: the command of PORTOLAN, where that is set, else the
# version of PORTOLAN_VERSION, else of this folder, from the package registry.

portolan() {
  if [ -n "${PORTOLAN:-}" ]; then
    "$PORTOLAN" "$@"
    return
  fi
  local here version
  here=$(dirname "${BASH_SOURCE[0]}")
  version=${PORTOLAN_VERSION:-$(sed -n 's/^  "version": "\(.*\)",$/\1/p' "$here/package.json")}
  case "$version" in
    "" | *[!0-9A-Za-z.^~+-]*)
      echo "“$version” is no version of portolan." >&2
      return 2
      ;;
  esac
  npx --yes --package "portolan@$version" portolan "$@"
}
