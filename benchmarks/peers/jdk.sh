# Sourced: finds the JDK that builds and runs the peers.

# JAVA_HOME if it is new enough, else the newest JDK that is installed where Linux puts them.
find_jdk() {
  local home
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/*25*; do
    if [[ -x $home/bin/javac && $("$home/bin/javac" -version 2>&1) == "javac 25"* ]]; then
      echo "$home"
      return
    fi
  done
  echo "peers: JDK 25 is needed (set JAVA_HOME)" >&2
  return 1
}
