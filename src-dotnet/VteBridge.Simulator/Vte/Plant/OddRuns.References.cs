namespace VteBridge.Simulator.Vte.Plant;

internal static partial class OddRuns
{
    internal static readonly Guid DanglingProduct = Id(7, 1);
    internal static readonly Guid DanglingTestplan = Id(7, 2);
    internal static readonly Guid DanglingTestsystem = Id(7, 3);
    internal static readonly Guid DanglingUser = Id(7, 4);

    /// <summary>No row in UutData: without a serial, except in schemas that keep it with the run.</summary>
    internal static readonly Guid DanglingUut = Id(7, 5);
    internal static readonly Guid DanglingAll = Id(7, 6);

    /// <summary>NULL instead of references, but the names are there.</summary>
    internal static readonly Guid ReferencesNull = Id(7, 7);

    /// <summary>Neither references nor names, only the unit.</summary>
    internal static readonly Guid NamesNull = Id(7, 8);

    /// <summary>The names are those of before the station and the testplan were renamed.</summary>
    internal static readonly Guid NamesOutdated = Id(7, 9);

    /// <summary>References to rows that were deleted.</summary>
    private static readonly Guid Deleted = new("dead0000-0000-4000-8000-000000000000");

    private static IEnumerable<OddRun> References(OddRunBench bench) =>
        [
            bench.Passed(DanglingProduct).With(run => run with { Product = Deleted }),
            bench.Passed(DanglingTestplan).With(run => run with { Testplan = Deleted, Revision = Deleted }),
            bench.Passed(DanglingTestsystem).With(run => run with { Testsystem = Deleted }),
            bench.Passed(DanglingUser).With(run => run with { User = Deleted }),
            bench.Passed(DanglingUut) with
            {
                Unit = null,
            },
            bench.Passed(DanglingAll).With(run => Referring(run, Deleted)),
            bench.Passed(ReferencesNull).With(run => Referring(run, null)),
            bench.Passed(NamesNull).With(run => Nameless(Referring(run, null))),
            bench
                .Passed(NamesOutdated)
                .With(run =>
                    run with
                    {
                        Hostname = "OLD-PC-17",
                        Site = "Lier",
                        TestplanName = "PSU FCT (old)",
                        ProductName = "PSU",
                        UserName = "K. Hansen",
                    }
                ),
        ];

    private static PlantRun Referring(PlantRun run, Guid? to) =>
        run with
        {
            Product = to,
            Testplan = to,
            Revision = to,
            Testsystem = to,
            User = to,
        };

    private static PlantRun Nameless(PlantRun run) =>
        run with
        {
            Hostname = null,
            Site = null,
            UserName = null,
            ProductName = null,
            TestplanName = null,
            TestplanVariant = null,
            TestplanRevision = null,
            Info1 = null,
            ExitCode = null,
            TestTime = null,
        };
}
