namespace VteBridge.Simulator.Vte.Plant;

internal static partial class OddRuns
{
    /// <summary>The exit codes of this plant. The other two are 0 (ended) and 1 (stopped at the first failing step).</summary>
    internal const int AbortedExitCode = 2;
    internal const int FaultExitCode = 3;
    internal const int UnknownExitCode = 77;
    internal const int UnknownResult = 7;
    internal const int UnknownResultType = 42;

    internal static readonly Guid ResultUnknown = Id(5, 1);
    internal static readonly Guid ResultNull = Id(5, 2);
    internal static readonly Guid ExitCodeUnknown = Id(5, 3);
    internal static readonly Guid ExitCodeUnknownFailed = Id(5, 4);
    internal static readonly Guid ExitCodeNull = Id(5, 5);
    internal static readonly Guid Aborted = Id(5, 6);
    internal static readonly Guid AbortedAfterPassing = Id(5, 7);
    internal static readonly Guid Fault = Id(5, 8);
    internal static readonly Guid ResultTypeUnknownInsideLimits = Id(5, 9);
    internal static readonly Guid ResultTypeUnknownOutsideLimits = Id(5, 10);
    internal static readonly Guid ResultTypeUnknownText = Id(5, 11);
    internal static readonly Guid ResultTypeNull = Id(5, 12);
    internal static readonly Guid PassedWithFailedStep = Id(5, 13);
    internal static readonly Guid FailedWithoutFailedStep = Id(5, 14);
    internal static readonly Guid StepPassedOutsideLimits = Id(5, 15);
    internal static readonly Guid StepFailedInsideLimits = Id(5, 16);

    private static IEnumerable<OddRun> Verdicts(OddRunBench bench)
    {
        return
        [
            Ended(bench.Passed(ResultUnknown), UnknownResult, 0),
            Ended(bench.Passed(ResultNull), null, 0),
            Ended(bench.Passed(ExitCodeUnknown), 1, UnknownExitCode),
            Ended(bench.Failed(ExitCodeUnknownFailed), 0, UnknownExitCode),
            Ended(bench.Passed(ExitCodeNull), 1, null),
            Ended(bench.Failed(Aborted), 0, AbortedExitCode),
            Ended(bench.Passed(AbortedAfterPassing), 1, AbortedExitCode),
            Ended(bench.Failed(Fault), 0, FaultExitCode),
            bench.WithSteps(ResultTypeUnknownInsideLimits, Number("Supply", 5.0, 4.9, 5.1, UnknownResultType)),
            Ended(
                bench.WithSteps(ResultTypeUnknownOutsideLimits, Number("Supply", 5.6, 4.9, 5.1, UnknownResultType)),
                0,
                0
            ),
            bench.WithSteps(ResultTypeUnknownText, Text("Label", "OK") with { ResultType = UnknownResultType }),
            bench.WithSteps(
                ResultTypeNull,
                Number("Supply", 5.0, 4.9, 5.1, null),
                Number("Room Temperature", 23.0, resultType: null),
                Text("Label", "OK") with
                {
                    ResultType = null,
                }
            ),
            Ended(bench.Failed(PassedWithFailedStep), 1, 0),
            Ended(bench.Passed(FailedWithoutFailedStep), 0, 0),
            bench.WithSteps(StepPassedOutsideLimits, Number("Supply", 5.6, 4.9, 5.1, 1)),
            bench.WithSteps(StepFailedInsideLimits, Number("Supply", 5.0, 4.9, 5.1, 0)),
        ];

        static OddRun Ended(OddRun odd, int? result, int? exitCode) =>
            odd.With(run => run with { Result = result, ExitCode = exitCode });
    }
}
