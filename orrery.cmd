@echo off
rem orrery COMMAND ...: finds JDK 25, builds the command line when it is missing, and the backends and
rem the benchmarks when they are asked for, and runs it. Written beside the launcher for Unix, which
rem is the one that is tested; nobody has run this one on Windows yet. It does not notice changed
rem sources: delete the target folders of modules\cli, modules\kernels-* and benchmarks then.
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
set "JAVA_HOME=%JDK%"
if exist "%LIB%\orrery-cli-*.jar" goto built
echo Building Orrery (first run, about a minute)... 1>&2
call :build modules/cli || exit /b

:built
rem doctor tells about every backend that is built, a run goes on with the one that it began with, and
rem other commands load the one they name.
set "COMMAND=%~1"
set "CLASS_PATH=%LIB%\*"
set "MORE_FLAGS="
set "PREVIOUS="
if "%COMMAND%"=="doctor" for /d %%M in ("%ROOT%\modules\kernels-*") do if exist "%%M\target\backend\built" call :add "%%M\target\backend"

:arguments
if "%~1"=="" goto run
rem cmd parts --backend=opencl at the equals sign.
if "%PREVIOUS%"=="--backend" call :with_backend "%~1" || exit /b
set "RUN_JSON="
if "%COMMAND%"=="resume" if exist "%~1\run.json" set "RUN_JSON=%~1\run.json"
if "%COMMAND%"=="replay" if exist "%~1\run.json" set "RUN_JSON=%~1\run.json"
if not defined RUN_JSON goto next
set "RECORDED="
for /f "tokens=2 delims=:, " %%B in ('findstr /r /c:"^ *.backend. *:" "%RUN_JSON%"') do set "RECORDED=%%~B"
if not defined RECORDED goto next
rem With a device, only one of the two quotes is in it.
set "RECORDED=%RECORDED:"=%"
call :with_backend "%RECORDED%" || exit /b

:next
set "PREVIOUS=%~1"
shift
goto arguments

:run
if "%COMMAND%"=="notebook" goto notebook
if not "%COMMAND%"=="bench" goto start
rem A distribution has no benchmarks, and says so.
if not exist "%ROOT%\benchmarks\pom.xml" goto start
set "BENCH=%ROOT%\benchmarks\target\bench"
if exist "%BENCH%\built" goto benchmarks
echo Building the benchmarks (their peers are fetched once)... 1>&2
call :build benchmarks || exit /b
type nul >"%BENCH%\built"

:benchmarks
set "CLASS_PATH=%BENCH%\*"
set "MORE_FLAGS=--sun-misc-unsafe-memory-access=allow"

goto start

:notebook
rem The kernel of the notebooks is a process of Jupyter's; the command finds its jars.
if not exist "%ROOT%\notebooks\pom.xml" goto start
if exist "%ROOT%\notebooks\target\kernel\built" goto start
echo Building the notebooks (their kernel is fetched once)... 1>&2
call :build notebooks || exit /b
type nul >"%ROOT%\notebooks\target\kernel\built"

:start
"%JDK%\bin\java.exe" --add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED -Djava.awt.headless=true %MORE_FLAGS% "-Dorrery.home=%ROOT%" %ORRERY_JAVA_OPTS% -cp "%CLASS_PATH%" dev.orrery.cli.Main %*
exit /b %ERRORLEVEL%

rem Adds the module of a backend, which is named with or without a device, to the class path, built
rem when it is missing.
:with_backend
for /f "tokens=1 delims=:" %%N in ("%~1") do set "NAME=%%N"
if not exist "%ROOT%\modules\kernels-%NAME%\pom.xml" exit /b 0
set "MODULE=%ROOT%\modules\kernels-%NAME%\target\backend"
if not exist "%MODULE%\built" (
  echo Building the backend %NAME% ^(its libraries are fetched once^)... 1>&2
  call :build modules/kernels-%NAME% || exit /b
  type nul >"%MODULE%\built"
)
call :add "%MODULE%"
exit /b 0

rem Their native bindings use sun.misc.Unsafe, of which Java would tell the user.
:add
set "CLASS_PATH=%CLASS_PATH%;%~1\*"
set "MORE_FLAGS=--sun-misc-unsafe-memory-access=allow"
exit /b 0

:build
where mvn >nul 2>nul
if errorlevel 1 (
  echo orrery: %1 is not built yet, and building it needs Maven 3.8 or newer: there is no mvn on the PATH. 1>&2
  exit /b 2
)
pushd "%ROOT%"
call mvn -B -q -Dlauncher -pl %1 -am package 1>&2
set "FAILED=%ERRORLEVEL%"
popd
if "%FAILED%"=="0" exit /b 0
echo orrery: the build of %1 failed. 1>&2
exit /b 1

:is_jdk
if not defined JDK exit /b 1
if not exist "%JDK%\bin\javac.exe" exit /b 1
findstr /r /c:"^JAVA_VERSION=.25[^0-9]" "%JDK%\release" >nul 2>nul
exit /b %ERRORLEVEL%
