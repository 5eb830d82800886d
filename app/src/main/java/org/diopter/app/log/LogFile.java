package org.diopter.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/// The file that technical details go to: `logs/diopter.log` in the program's home folder, at most 2 MB and one older file beside it.
public final class LogFile {
    private static final String PATTERN = "%date{yyyy-MM-dd'T'HH:mm:ss.SSS} %-5level [%thread] %logger{0}: %message%n%ex";
    private static final long BYTES = 2L << 20;

    private LogFile() {}

    /// Where the log lies below a home folder.
    public static Path in(Path home) {
        return home.resolve("logs").resolve("diopter.log");
    }

    /// Starts logging; where the file cannot be written, nothing is logged. The program's own details go there, and warnings of libraries.
    public static void open(Path home) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern(PATTERN);
        encoder.start();

        RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
        file.setContext(context);
        file.setFile(in(home).toString());
        file.setEncoder(encoder);
        file.setRollingPolicy(oneOlderFile(context, file, home));
        file.setTriggeringPolicy(largeFile(context));
        file.start();

        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(file);
        root.setLevel(Level.WARN);
        context.getLogger("org.diopter").setLevel(Level.DEBUG);
    }

    private static FixedWindowRollingPolicy oneOlderFile(LoggerContext context, RollingFileAppender<ILoggingEvent> file, Path home) {
        FixedWindowRollingPolicy policy = new FixedWindowRollingPolicy();
        policy.setContext(context);
        policy.setParent(file);
        policy.setMinIndex(1);
        policy.setMaxIndex(1);
        policy.setFileNamePattern(in(home).resolveSibling("diopter.%i.log").toString());
        policy.start();
        return policy;
    }

    private static SizeBasedTriggeringPolicy<ILoggingEvent> largeFile(LoggerContext context) {
        SizeBasedTriggeringPolicy<ILoggingEvent> policy = new SizeBasedTriggeringPolicy<>();
        policy.setContext(context);
        policy.setMaxFileSize(new FileSize(BYTES));
        policy.start();
        return policy;
    }
}
