# Starts the Orchestrator example: finds a Java, builds if needed, and passes the exit code on.
$needed = 25
$here = $PSScriptRoot

function Test-NewEnough($java) {
  if (-not $java -or -not (Test-Path $java)) { return $false }
  $first = (& $java -version 2>&1 | Select-Object -First 1).ToString()
  return ($first -match 'version "(\d+)') -and ([int]$Matches[1] -ge $needed)
}

$name = if ($env:OS -eq 'Windows_NT') { 'java.exe' } else { 'java' }
$candidates = @()
if ($env:JAVA_HOME) { $candidates += Join-Path $env:JAVA_HOME "bin/$name" }
$onPath = Get-Command java -ErrorAction SilentlyContinue
if ($onPath) { $candidates += $onPath.Source }
$candidates += (Get-ChildItem "$env:ProgramFiles/*/*/bin/java.exe" -ErrorAction SilentlyContinue).FullName
$java = $candidates | Where-Object { Test-NewEnough $_ } | Select-Object -First 1
if (-not $java) {
  [Console]::Error.WriteLine("launch.ps1: Java $needed or newer is needed and was not found; install it or set JAVA_HOME")
  exit 1
}

$list = Join-Path $here 'target/class-path.txt'
if (-not (Test-Path $list)) {
  Push-Location (Join-Path $here '..')
  $wrapper = if ($env:OS -eq 'Windows_NT') { './mvnw.cmd' } else { './mvnw' }
  & $wrapper -q -pl process-manager-examples -am process-classes
  $built = $LASTEXITCODE
  Pop-Location
  if ($built -ne 0) { exit $built }
}
$separator = [IO.Path]::PathSeparator
$classPath = (Join-Path $here 'target/classes') + $separator + (Get-Content -Raw $list).Trim()
& $java -cp $classPath dev.processmanager.examples.Orchestrator @args
exit $LASTEXITCODE
