package io.sendwell.examples.doctor;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.sendwell.dnsauth.finding.FindingTexts;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The program: reads the command line, lets a command do its work, says what came out in words or in JSON. */
public final class DomainDoctor {

    private static final Map<String, Command> COMMANDS = Map.of(
            "check", new CheckCommand(),
            "plan-spf", new PlanSpfCommand(),
            "keygen", new KeygenCommand(),
            "sign", new SignCommand(),
            "verify", new VerifyCommand(),
            "spf", new SpfCommand());

    private static final ObjectWriter JSON = new ObjectMapper().writer();

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final InstantSource clock;
    private final Network network;

    DomainDoctor(InputStream in, PrintStream out, PrintStream err, InstantSource clock, Network network) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.clock = clock;
        this.network = network;
    }

    /** Runs it and ends the virtual machine with the exit code, unless that is 0. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        ExitCode code =
                new DomainDoctor(System.in, out, err, InstantSource.system(), Network.internet()).run(List.of(args));
        if (code != ExitCode.FINE) {
            System.exit(code.number());
        }
    }

    ExitCode run(List<String> line) {
        try {
            Arguments arguments = Arguments.parse(line);
            if (arguments.has("--help") || arguments.count() == 0) {
                out.print(Usage.TEXT);
                return arguments.has("--help") ? ExitCode.FINE : ExitCode.USAGE;
            }
            return run(arguments);
        } catch (UsageException e) {
            err.println(e.getMessage() + " See --help.");
            return ExitCode.USAGE;
        } catch (NoSuchFileException e) {
            err.println("There is no file " + e.getMessage() + ".");
            return ExitCode.USAGE;
        } catch (IOException e) {
            err.println("A file cannot be read or written: " + e.getMessage());
            return ExitCode.USAGE;
        } finally {
            out.flush();
        }
    }

    private ExitCode run(Arguments arguments) throws IOException {
        Command command = COMMANDS.get(arguments.first());
        if (command == null) {
            throw new UsageException("There is no command " + arguments.first() + ".");
        }
        FindingTexts texts = FindingTexts.in(language(arguments));
        Dns dns = Dns.of(arguments, clock, network);
        Command.Setting setting = new Command.Setting(arguments.afterFirst(), dns, texts);
        ExitCode code = arguments.has("--lines") ? lines(arguments, setting) : answer(arguments, command.run(setting));
        if (arguments.has("--snapshot")) {
            dns.saveTo(Path.of(arguments.required("--snapshot")));
        }
        return code;
    }

    private ExitCode answer(Arguments arguments, Answer answer) throws IOException {
        if (arguments.has("--json")) {
            out.println(JSON.with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(answer.json()));
        } else {
            out.print(answer.text());
        }
        return answer.exitCode();
    }

    private ExitCode lines(Arguments arguments, Command.Setting setting) throws IOException {
        if (!arguments.first().equals("spf")) {
            throw new UsageException("--lines is for spf alone.");
        }
        setting.arguments().words();
        return new SpfLines(setting).run(in, answer -> {
            out.println(
                    arguments.has("--json")
                            ? JSON.writeValueAsString(answer.json())
                            : answer.text().stripTrailing());
            out.flush();
        });
    }

    private static Locale language(Arguments arguments) {
        String wanted = arguments.one("--language").orElse("en");
        return FindingTexts.languages().stream()
                .filter(language -> language.getLanguage().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new UsageException("A language is en, fr, de or es; found " + wanted + "."));
    }
}
