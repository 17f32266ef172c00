using System.CommandLine;
using VteBridge.Delivery;
using VteBridge.Doctor;
using VteBridge.Setup;

namespace VteBridge.Cli;

/// <summary>`init`: makes a configuration from questions at the terminal or from flags, and tests it before writing it.</summary>
internal static class InitCommand
{
    private const string DefaultFile = "appsettings.json";

    private static readonly Dictionary<Question, Option<string?>> Flags = Questions
        .OfVte.Concat(Questions.OfDelivery)
        .Concat(Questions.OfPilot)
        .Where(question => !question.IsSecret)
        .ToDictionary(
            question => question,
            question => new Option<string?>(question.Flag) { Description = question.Text }
        );

    private static readonly Option<bool> PasswordStdin = new(Questions.Password.Flag)
    {
        Description = "Read the password from standard input",
    };
    private static readonly Option<string?> FromClient = new("--from-client")
    {
        Description = "Take WATS's server and token from this pyWATS client",
        HelpName = "ID",
    };
    private static readonly Option<bool> Force = new("--force") { Description = "Replace the file" };
    private static readonly Option<bool> NoTest = new("--no-test")
    {
        Description = "Write the configuration without testing it",
    };

    public static Command Create() =>
        VerbCommand.Create(
            "init",
            "Asks what a site must decide, tries each answer, and writes a commented configuration to --config FILE (appsettings.json).\n"
                + "Then it offers a pilot: 20 runs under a process for trials, compared with what WATS has, and the first sync.\n"
                + "The file holds no secret. Values given by flags are not asked for; without a terminal, every value comes from flags.\n\n"
                + "  vtebridge init --config C:\\ProgramData\\VteBridge\\appsettings.json\n"
                + "  vtebridge init --config /etc/vtebridge/appsettings.json --server vtesrv --zone Europe/Oslo --process-code 10 \\\n"
                + "      --user vtebridge --password-stdin --connection-file vte-connection-string --wats-server https://your-company.wats.com < password",
            RunAsync,
            json: true,
            [.. Flags.Values, PasswordStdin, FromClient, Force, NoTest]
        );

    private static async Task<int> RunAsync(CommandContext call, CancellationToken stop)
    {
        try
        {
            return await AskAsync(call, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Leaves the line of the question.
            call.Terminal.Note("");
            return call.Fail("Interrupted: nothing was written.", ExitCode.Interrupted);
        }
    }

    private static async Task<int> AskAsync(CommandContext call, CancellationToken stop)
    {
        var file = Path.GetFullPath(call.ConfigFile ?? DefaultFile);
        RefuseToOverwrite(call, file);
        foreach (var question in Questions.OfPilot)
            if (Given(call, question) is { } given && question.ProblemOf(given) is { } problem)
                throw new UsageFailure($"{question.Flag}: {problem}");
        var client = (call.Parsed.GetValue(FromClient) ?? call.ClientInstance) is { } id ? ClientOf(id) : null;
        var answers = new Answers(
            question => Given(call, question),
            call.Terminal.CanAsk ? question => TerminalQuestions.Ask(question, stop) : null
        );
        var session = new InitSession(
            answers,
            file,
            client,
            call.Overrides(),
            call.Compose,
            findings => Show(call, findings)
        );

        var draft = await session.RunAsync(test: !call.Parsed.GetValue(NoTest), stop);
        if (session.Failed is { } failed)
            return call.Fail(
                "Nothing was written, because the test above found errors. Correct them, or write the configuration anyway with --no-test.",
                failed
            );

        RefuseToOverwrite(call, file);
        Directory.CreateDirectory(session.Folder);
        if (draft.ConnectionFile != "")
            ProtectedFile.Write(Path.Combine(session.Folder, draft.ConnectionFile), draft.ConnectionString);
        AtomicFile.Write(
            file,
            Encoding.UTF8.GetBytes(ConfigurationText.Of(draft.Settings, SchemaAddress(session.Folder)))
        );
        foreach (var line in NextSteps.Written(draft, file))
            call.Terminal.Note(line);
        var pilot = await PilotCommand.RunAsync(call, draft, answers, file, stop);
        foreach (var line in pilot.IsLive ? [] : NextSteps.Commands(file))
            call.Terminal.Note(line);
        if (call.Json)
            CommandContext.WriteJson(
                new
                {
                    file,
                    findings = session.Findings.Select(f => f.Json()),
                    pilot = pilot.Reports.Select(PilotCommand.Json),
                    exitCode = pilot.ExitCode,
                }
            );
        return pilot.ExitCode;
    }

    private static ClientConfig ClientOf(string id)
    {
        try
        {
            return ClientConfig.Read(id);
        }
        catch (InvalidDataException e)
        {
            throw new UsageFailure($"The pyWATS client '{id}' cannot be read: {e.Message}.");
        }
    }

    private static void RefuseToOverwrite(CommandContext call, string file)
    {
        if (File.Exists(file) && !call.Parsed.GetValue(Force))
            throw new UsageFailure(
                $"'{file}' exists already. Name another file with --config, or replace it with --force."
            );
    }

    private static string? Given(CommandContext call, Question question) =>
        Flags.TryGetValue(question, out var flag) ? call.Parsed.GetValue(flag)
        : call.Parsed.GetValue(PasswordStdin) ? TypedPassword()
        : null;

    /// <summary>Reads UTF-8 itself: on Windows, the console's reader would read a file as text in the console's code page.</summary>
    private static string TypedPassword()
    {
        if (!Console.IsInputRedirected)
            return Console.ReadLine() ?? "";
        using var input = new StreamReader(
            Console.OpenStandardInput(),
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)
        );
        try
        {
            return input.ReadLine() ?? "";
        }
        catch (DecoderFallbackException)
        {
            throw new UsageFailure($"{Questions.Password.Flag}: the input is not UTF-8. Save the file as UTF-8.");
        }
    }

    private static void Show(CommandContext call, IReadOnlyList<Finding> findings)
    {
        if (!call.Json)
            DoctorCommand.Show(call.Terminal, new DoctorReport(findings), all: true);
    }

    private static string SchemaAddress(string folder)
    {
        const string Schema = "appsettings.schema.json";
        return Path.GetFullPath(AppContext.BaseDirectory).TrimEnd(Path.DirectorySeparatorChar) == folder
            ? "./" + Schema
            : new Uri(Path.Combine(AppContext.BaseDirectory, Schema)).AbsoluteUri;
    }
}
