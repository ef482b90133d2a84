@echo off
rem orrery COMMAND ...: finds JDK 25, builds the command line when it is missing, and runs it.
rem Unlike the launcher for Unix it does not notice changed sources: delete modules\cli\target then.
rem   ORRERY_JAVA_OPTS   more flags for the Java virtual machine, such as -Xmx256m
setlocal
set "ROOT=%~dp0"
if "%ROOT:~-1%"=="\" set "ROOT=%ROOT:~0,-1%"
set "LIB=%ROOT%\modules\cli\target\orrery\lib"

set "JDK=%JAVA_HOME%"
call :is_jdk && goto found
for %%J in (java.exe) do set "JAVA=%%~$PATH:J"
if defined JAVA for %%J in ("%JAVA%\..\..") do set "JDK=%%~fJ"
call :is_jdk && goto found
echo orrery: needs JDK 25 and found none in JAVA_HOME or on the PATH; install one, for example from https://adoptium.net/temurin/releases/?version=25, and set JAVA_HOME to it. 1>&2
exit /b 2

:found
if exist "%LIB%\orrery-cli-*.jar" goto run
where mvn >nul 2>nul
if errorlevel 1 (
  echo orrery: is not built yet, and building it needs Maven 3.8 or newer: there is no mvn on the PATH. 1>&2
  exit /b 2
)
echo Building Orrery (first run, about a minute)... 1>&2
set "JAVA_HOME=%JDK%"
pushd "%ROOT%"
call mvn -B -q -Dlauncher -pl modules/cli -am package 1>&2
set "FAILED=%ERRORLEVEL%"
popd
if not "%FAILED%"=="0" (
  echo orrery: the build failed. 1>&2
  exit /b 1
)

:run
"%JDK%\bin\java.exe" --add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED -Djava.awt.headless=true "-Dorrery.home=%ROOT%" %ORRERY_JAVA_OPTS% -cp "%LIB%\*" dev.orrery.cli.Main %*
exit /b %ERRORLEVEL%

:is_jdk
if not defined JDK exit /b 1
if not exist "%JDK%\bin\javac.exe" exit /b 1
findstr /r /c:"^JAVA_VERSION=.25[^0-9]" "%JDK%\release" >nul 2>nul
exit /b %ERRORLEVEL%
