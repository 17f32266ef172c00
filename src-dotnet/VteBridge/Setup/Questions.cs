using VteBridge.Configuration;
using VteBridge.Vte;

namespace VteBridge.Setup;

/// <summary>Every question of `init`, in order.</summary>
internal static class Questions
{
    public const string Windows = "windows";
    public const string Sql = "sql";

    public static readonly Question Server = new("--server", "SQL Server of VTE (HOST, HOST\\INSTANCE or HOST,PORT)");

    public static readonly Question Database = new("--database", "Database") { Default = "VTE9_3" };

    public static readonly Question Login = new(
        "--login",
        "Login: windows (the account itself) or sql (name and password)"
    )
    {
        Default = OperatingSystem.IsWindows() ? Windows : Sql,
        Choices = [Windows, Sql],
    };

    public static readonly Question User = new("--user", "Name of the SQL login") { Default = "vtebridge" };

    public static readonly Question Password = new("--password-stdin", "Its password") { IsSecret = true };

    public static readonly Question ConnectionFile = new(
        "--connection-file",
        "File to keep the connection string in, readable by this account only (- for none: set the environment variable)"
    )
    {
        Default = "-",
        Suggestion = "vte-connection-string",
    };

    public static readonly Question Schema = new("--schema", "SQL schema of VTE's tables") { Default = "dbo" };

    public static readonly Question Zone = new("--zone", "Time zone of the test stations' clocks")
    {
        Suggestion = TimeZoneInfo.Local.Id is "UTC" or "Etc/UTC" ? null : TimeZoneInfo.Local.Id,
        Problem = ZoneProblem,
    };

    public static readonly Question ProcessCode = new("--process-code", "WATS process code of the test runs")
    {
        Problem = answer =>
            int.TryParse(answer, out var code) && code > 0
                ? null
                : $"'{answer}' is not a process code. It is a number: WATS shows it under Control Panel, Process & Production.",
    };

    public static readonly Question Destination = new("--destination", "Destination: who takes the reports")
    {
        Default = DestinationNames.Sidecar,
        Choices = DestinationNames.All,
    };

    public static readonly Question Folder = new("--folder", "Folder that the reports go to");

    public static readonly Question WatsServer = new("--wats-server", "Address of the WATS server")
    {
        Problem = answer =>
            SidecarOptions.UrlProblem(answer) is { } wrong
                ? $"'{answer}' {wrong}. Write it as https://your-company.wats.com."
                : null,
    };

    public static readonly Question TokenFile = new(
        "--token-file",
        "Protected file with the WATS token (- for none: set PYWATS_API_TOKEN)"
    )
    {
        Default = "-",
    };

    public static readonly Question State = new("--state", "Folder for VteBridge's state") { Default = "state" };

    public static readonly Question Pilot = new(
        "--pilot",
        "Newest runs to try in WATS first, under a process for trials; they are compared value by value (0: none)"
    )
    {
        Default = "0",
        Suggestion = "20",
        Problem = answer =>
            int.TryParse(answer, out var runs) && runs is >= 0 and <= 100
                ? null
                : $"'{answer}' is not a number from 0 to 100.",
    };

    public static readonly Question PilotProcess = new(
        "--pilot-process",
        "WATS process code for trials, which no live run uses"
    )
    {
        Default = "10",
        Problem = ProcessCode.Problem,
    };

    public static readonly Question Live = new(
        "--live",
        "Go live now: no, today (runs from today on), all (the history too)"
    )
    {
        Default = "no",
        Choices = ["no", "today", "all"],
    };

    /// <summary>The questions that come after the configuration is written.</summary>
    public static readonly IReadOnlyList<Question> OfPilot = [Pilot, PilotProcess, Live];

    public static readonly IReadOnlyList<Question> OfVte =
    [
        Server,
        Database,
        Login,
        User,
        Password,
        ConnectionFile,
        Schema,
        Zone,
    ];

    public static readonly IReadOnlyList<Question> OfDelivery =
    [
        ProcessCode,
        Destination,
        Folder,
        WatsServer,
        TokenFile,
        State,
    ];

    private static string? ZoneProblem(string answer) =>
        VteClockProblems
            .Of(new VteOptions { TimeZone = answer })
            .FirstOrDefault(problem => problem.Key == "Vte:TimeZone")
            is { } problem
            ? $"{problem.What} {problem.Fix}"
            : null;
}

/// <summary>One value that `init` needs: from its flag, or else asked on a terminal.</summary>
/// <param name="Flag">The flag as on the command line, such as `--server`.</param>
internal sealed record Question(string Flag, string Text)
{
    /// <summary>The answer if a script does not give the flag; null if it must give it.</summary>
    public string? Default { get; init; }

    /// <summary>The answer that a terminal offers for Enter, if it differs from the default.</summary>
    public string? Suggestion { get; init; }

    public IReadOnlyList<string> Choices { get; init; } = [];

    public bool IsSecret { get; init; }

    /// <summary>What is wrong with an answer and what to write instead; null when it is valid.</summary>
    public Func<string, string?> Problem { get; init; } = _ => null;

    public string? ProblemOf(string answer) =>
        Choices.Count > 0 && !Choices.Contains(answer) ? $"'{answer}' is not one of {string.Join(", ", Choices)}."
        : answer == "" && Default != "" ? "An answer is needed."
        : answer == "" ? null
        : Problem(answer);
}
