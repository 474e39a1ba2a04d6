# Sourced by train, test and benchmark: makes .venv beside this file once, and anew when requirements.txt has changed.
# Sets $here (this folder) and $python. Says on standard error what it does.

here="$(CDPATH= cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)"
python="$here/.venv/bin/python"
export PYTHONPATH="$here"
export ORT_DISABLE_TELEMETRY=1  # ONNX Runtime else sends usage data to its maker, and writes a device id into the home folder

# Prints the command of a Python that the pinned packages have wheels for, and that can make a virtual environment.
find_python() {
  local candidate without_venv=
  for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
    "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null || continue
    if "$candidate" -c 'import ensurepip, venv' 2>/dev/null; then
      echo "$candidate"
      return
    fi
    without_venv="$candidate"
  done
  if [ -n "$without_venv" ]; then
    echo "$without_venv cannot make a virtual environment: its module venv or ensurepip is missing." >&2
    echo "Install them, on Debian or Ubuntu with: apt-get install python3-venv" >&2
  else
    echo "There is no Python 3.11, 3.12, 3.13 or 3.14 on the PATH." >&2
    echo "Install one, on Debian or Ubuntu with: apt-get install python3 python3-venv" >&2
  fi
  return 1
}

# The copy of requirements.txt is written last: an install that was killed has none, and is done again.
make_environment() {
  local found
  found="$(find_python)" || return
  echo "Making training-notebooks/.venv with $("$found" --version); needed once, takes a few minutes ..." >&2
  "$found" -m venv --clear "$here/.venv" || return
  "$python" -m pip install --disable-pip-version-check --no-input --only-binary :all: --require-hashes \
    --requirement "$here/requirements.txt" | awk '/^(Collecting|Installing)/ { print "  " $1 " " $2; fflush() }' >&2 || return
  cp "$here/requirements.txt" "$here/.venv/requirements.txt"
}

if ! { "$python" -c '' && cmp -s "$here/requirements.txt" "$here/.venv/requirements.txt"; } 2>/dev/null; then
  make_environment || { echo "The environment could not be made; nothing was run." >&2; exit 1; }
fi
