using VteBridge.Configuration;
using VteBridge.Delivery;
using VteBridge.Doctor;
using VteBridge.Hosting;

namespace VteBridge.Setup;

/// <summary>Asks, tries what was answered, and asks again where a person can be asked.</summary>
/// <param name="file">The configuration that is to be written.</param>
/// <param name="more">Options by key that nobody is asked for.</param>
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

    /// <summary>Exit code of the first error that the tests found; null when there was none, or a person wanted it so.</summary>
    public int? Failed { get; private set; }

    private Interview Interview => new(answers, Folder, client);

    /// <exception cref="UsageFailure">Flags are missing or wrong; names all of them, before anything is tried.</exception>
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

    /// <summary>Until the test finds no error, or nobody can or wants to change the answers.</summary>
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
    /// The state of pyWATS and its token is no answer that was given here, and may be set up later: it is only a warning.
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
