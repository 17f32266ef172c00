using FsCheck;
using FsCheck.Fluent;
using VteBridge.Vte;
using static VteBridge.Tests.Mapping.OddValues;

namespace VteBridge.Tests.Mapping;

/// <summary>Generates random runs and repairs, as odd as a database may hold them and more.</summary>
internal static class OddRuns
{
    private static readonly Gen<TestStep> Step =
        from kind in Gen.Elements(StepKind.Numeric, StepKind.Text, StepKind.Other)
        from number in Gen.Elements<int?>(null, -1, 0, 1, 1, 2, int.MaxValue)
        from name in Text
        from description in Text
        from testNumber in Text
        from units in Text
        from code in Gen.Elements(null, "0", "1", "7", " 1 ", "", "\u0001")
        from content in Gen.Choose(0, 3)
        from value in Number
        from text in Text
        from blob in OddValues.Blob
        from low in Number
        from high in Number
        select new TestStep
        {
            Kind = kind,
            Number = number,
            Name = name,
            Description = description,
            TestNumber = testNumber,
            Units = units,
            ResultType = code,
            Value = content == 1 ? value : null,
            Text = content == 2 ? text : null,
            Blob = content == 3 ? blob : null,
            LowLimit = low,
            HighLimit = high,
        };

    /// <summary>Steps mostly in the order in which they are read (number, table); seldom in no order, or many with one number.</summary>
    private static readonly Gen<IReadOnlyList<TestStep>> Steps = Gen.Frequency(
        (6, Step.ListOf().Select(Ordered)),
        (1, Step.ListOf().Select(steps => (IReadOnlyList<TestStep>)[.. steps])),
        (1, Step.ListOf(40).Select(steps => Ordered(steps.Select(step => step with { Number = 1 })))),
        (
            1,
            Step.ListOf(40)
                .Select(steps =>
                    Ordered(
                        steps.Select(step =>
                            step with
                            {
                                Number = 1,
                                Kind = StepKind.Numeric,
                                Value = step.Value ?? 1,
                                Text = null,
                                Blob = null,
                            }
                        )
                    )
                )
        )
    );

    private static IReadOnlyList<TestStep> Ordered(IEnumerable<TestStep> steps) =>
        [.. steps.OrderBy(step => step.Number ?? int.MaxValue).ThenBy(step => step.Kind)];

    private static readonly Gen<AssemblyPart> Part =
        from level in Gen.Choose(1, 2)
        from parent in Text
        from type in Text
        from partNumber in Text
        from serial in Text
        from revision in Text
        select new AssemblyPart(level, parent, type, partNumber, serial, revision);

    public static readonly Gen<TestRun> Run =
        from time in Time
        from result in Gen.Elements(null, "1", "0", "7", "")
        from exit in Gen.Elements(null, "0", "3", "-5", "abc", "99999999999")
        from testTime in Number
        from texts in Text.ArrayOf(24)
        from product in Gen.Elements(true, false)
        from systemTest in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
        from steps in Steps
        from parts in Part.ListOf()
        from change in Time
        select new TestRun
        {
            Id = Runs.Id,
            Timestamp = time,
            Result = result,
            ExitCode = exit,
            TestTime = testTime,
            Hostname = texts[0],
            Site = texts[1],
            UserName = texts[2],
            ProductName = texts[3],
            TestplanName = texts[4],
            TestplanVariant = texts[5],
            TestplanRevision = texts[6],
            Serial = texts[7] ?? "SN",
            Info1 = texts[8],
            Info2 = texts[9],
            Info3 = texts[10],
            Uut = product ? new Uut(texts[11], texts[12], texts[13]) : null,
            Product = product ? new Product(texts[14], texts[15], texts[16], texts[17], texts[18]) : null,
            Testplan = new Testplan(texts[19], texts[20], systemTest, texts[21]),
            Revision = new TestplanRevisionFile(texts[22], texts[23]),
            Testsystem = product ? null : new Testsystem(texts[11], texts[12], texts[13]),
            Steps = steps,
            Assemblies = parts,
            Components = [new TestsystemComponent(texts[14], texts[15], texts[16], change, texts[17])],
            History = [new UutEvent(change, texts[18], texts[19])],
        };

    private static readonly Gen<RepairAction> Action =
        from texts in Text.ArrayOf(5)
        from hasTime in Gen.Elements(true, false)
        from time in Time
        select new RepairAction(texts[0], texts[1], texts[2], texts[3], texts[4], hasTime ? time : null);

    public static readonly Gen<Repair> Repair =
        from run in Run
        from hasRun in Gen.Frequency((9, Gen.Constant(true)), (1, Gen.Constant(false)))
        from id in Gen.Elements("c0ffee00-0000-4000-8000-000000000001", "R-17", "", "4711")
        from hasTime in Gen.Elements(true, false)
        from time in Time
        from texts in Text.ArrayOf(10)
        from step in Gen.Elements<int?>(null, 1, 2, 99)
        from actions in Action.ListOf()
        select new Repair
        {
            Id = id,
            Run = hasRun ? run : null,
            RunId = run.Id,
            Timestamp = hasTime ? time : null,
            UserName = texts[0],
            FailureCode = texts[1],
            FailureDescription = texts[2],
            FailureCategory = texts[3],
            StepNumber = step,
            Comment = texts[4],
            UutSerial = texts[5],
            Actions = actions,
            Syndromes = [new RepairSyndrome(texts[6], texts[7], [new SyndromeCause(texts[8], texts[9], step)])],
        };
}
