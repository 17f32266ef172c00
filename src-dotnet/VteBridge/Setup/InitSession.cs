using VteBridge.Configuration;
using VteBridge.Delivery;
using VteBridge.Doctor;
using VteBridge.Hosting;

namespace VteBridge.Setup;

/// <summary>Asks the questions, tests the answers, and asks again if a person is there to answer.</summary>
/// <param name="file">The configuration file to write.</param>
/// <param name="more">Further options by key, for which there are no questions.</param>
internal sealed class InitSession(
    Answers answers,
    string file,
    ClientConfig? client,
    IReadOnlyDictionary<string, string?> more,
    Func<BridgeOptions, Composition> compose,
    Action<IReadOnlyList<Finding>> show
)
{
    public string Folder { get; } = Path.GetDirectoryName(file)!;

    public List<Finding> Findings { get; } = [];

    /// <summary>
    /// Exit code of the first error that the tests found; null if there was none, or if a person chose to keep the
    /// answers.
    /// </summary>
    public int? Failed { get; private set; }

    private Interview Interview => new(answers, Folder, client);

    /// <exception cref="UsageFailure">Flags are missing or wrong. The message names all of them, and nothing has been tested
    /// yet.</exception>
    public async Task<Draft> RunAsync(bool test, CancellationToken stop)
    {
        if (!answers.CanAsk)
            Whole();
        if (test)
        {
            await AgreeAsync(Interview.Vte, InitChecks.VteAsync, Questions.OfVte, stop);
            await AgreeAsync(Whole, InitChecks.DeliveryAsync, Questions.OfDelivery, stop);
        }
        var draft = Whole();
        draft.Load(Folder).Valid();
        return draft;
    }

    private Draft Whole()
    {
        var draft = Interview.Whole();
        var asked = draft.Settings.Where(setting => !more.ContainsKey(setting.Key));
        return answers.Problems.Count == 0
            ? draft with
            {
                Settings = [.. asked, .. more.Select(m => new Setting(m.Key, m.Value ?? ""))],
            }
            : throw new UsageFailure(
                $"These flags are missing or wrong:\n{string.Join('\n', answers.Problems.Select(problem => "  " + problem))}"
            );
    }

    /// <summary>Repeats the questions until the test finds no error, or nobody can or wants to change the answers.</summary>
    private async Task AgreeAsync(
        Func<Draft> ask,
        Func<Composition, CancellationToken, Task<List<Finding>>> test,
        IReadOnlyList<Question> questions,
        CancellationToken stop
    )
    {
        while (true)
        {
            var options = ask().Load(Folder).Readable();
            await using var parts = compose(options with { Vte = options.Vte with { Retries = 0 } });
            var findings = await test(parts, stop);
            show(findings);
            var code = DoctorReport.ExitCodeOf(findings);
            var change =
                code != ExitCode.Done
                && answers.CanAsk
                && TerminalQuestions.Confirm(
                    "Errors were found. Change the answers? (No keeps them as they are.)",
                    stop
                );
            if (change)
            {
                answers.AskAgain(questions);
                continue;
            }
            if (code != ExitCode.Done && !answers.CanAsk)
                Failed ??= code;
            Findings.AddRange(findings);
            return;
        }
    }
}

/// <summary>Tries a draft on the real server and folders, with the checks of `doctor`.</summary>
internal static class InitChecks
{
    public static async Task<List<Finding>> VteAsync(Composition parts, CancellationToken stop)
    {
        var findings = new List<Finding>();
        try
        {
            await foreach (var finding in VteChecks.RunAsync(parts, new DoctorRequest(Sample: 0), stop))
                findings.Add(finding);
        }
        catch (CannotWork failure)
        {
            findings.Add(Finding.Of(FindingGroup.Vte, "connection", failure));
        }
        return findings;
    }

    /// <summary>
    /// Tests the destination. Errors of pyWATS or its token become warnings: they are no answers of this session, and can
    /// be set up later.
    /// </summary>
    public static async Task<List<Finding>> DeliveryAsync(Composition parts, CancellationToken stop)
    {
        var findings = new List<Finding>();
        await foreach (var finding in DestinationChecks.RunAsync(parts, new DoctorRequest(Sample: 0), stop))
            findings.Add(
                finding is { Group: FindingGroup.Wats, Level: Level.Error }
                    ? finding with
                    {
                        Level = Level.Warning,
                        ExitCode = ExitCode.Done,
                    }
                    : finding
            );
        return findings;
    }
}
