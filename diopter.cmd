@echo off
rem Starts Diopter from a checkout on Windows: finds a JDK, builds what has never been built or was cleaned, runs. All arguments go to the program.
setlocal enabledelayedexpansion
set "root=%~dp0"
set "jdk="
for %%c in ("%JAVA_HOME%" "%ProgramFiles%\Eclipse Adoptium\jdk-25*" "%ProgramFiles%\Java\jdk-25*" "%ProgramFiles%\Microsoft\jdk-25*" "%USERPROFILE%\.jdks\*25*") do (
    for /d %%d in (%%c) do (
        if not defined jdk if exist "%%~d\bin\javac.exe" findstr /r /c:"JAVA_VERSION=.25" "%%~d\release" >nul 2>&1 && set "jdk=%%~d"
    )
)
if not defined jdk (
    echo Diopter needs a JDK 25 or newer. Install one, for example from adoptium.net, or set JAVA_HOME to it. 1>&2
    exit /b 3
)
if not exist "%root%app\target\app.jar" (
    echo Building Diopter ... 1>&2
    set "JAVA_HOME=%jdk%"
    pushd "%root%"
    call mvn -B -q -Dmaven.test.skip=true -pl app -am package
    set "built=!errorlevel!"
    popd
    if not "!built!"=="0" exit /b 1
)
"%jdk%\bin\java" "@%root%packaging\java-options" ^
    "-Djava.util.logging.config.file=%root%packaging\logging.properties" ^
    -cp "%root%app\target\app.jar;%root%app\target\lib\*" org.diopter.app.Main %*
exit /b %errorlevel%
