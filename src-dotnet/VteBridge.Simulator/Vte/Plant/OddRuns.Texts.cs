namespace VteBridge.Simulator.Vte.Plant;

internal static partial class OddRuns
{
    internal const string ControlText = "a\u0000b\u0001c\u0007d\u000Be\u001Bf\u001Fg\tTab\r\nLine";

    /// <summary>Lone surrogates: a high one before a letter, a low one after a letter, a reversed pair, a high one at the end.</summary>
    internal const string SurrogateText = "x\uD83Dy\uDE00z\uDE00\uD83D end \uD83D";
    internal const string UnicodeText = "Ω µ å 日本 العربية 😀 e\u0301 ﬀ ½";
    internal const string MarkupText = "<script>alert('x')</script> & \"R&D\" <b>&amp;</b>";

    internal static readonly Guid StepNameOf150Characters = Id(2, 1);
    internal static readonly Guid TextOf200000Characters = Id(2, 2);
    internal static readonly Guid UnitsOf40Characters = Id(2, 3);
    internal static readonly Guid HeaderNamesOf150Characters = Id(2, 4);
    internal static readonly Guid InfosOf5000Characters = Id(2, 5);

    /// <summary>A name and a text whose 100th UTF-16 unit is the first half of an emoji.</summary>
    internal static readonly Guid SurrogatePairAtTheLimit = Id(2, 6);
    internal static readonly Guid ControlCharacters = Id(2, 7);
    internal static readonly Guid LoneSurrogates = Id(2, 8);
    internal static readonly Guid Unicode = Id(2, 9);
    internal static readonly Guid Markup = Id(2, 10);

    private static IEnumerable<OddRun> Texts(OddRunBench bench) =>
        [
            bench.WithSteps(
                StepNameOf150Characters,
                Number(Long("Output Voltage of rail ", 150), 3.3, 3.2, 3.4),
                Text(Long("Label of board ", 150), "OK")
            ),
            bench.WithSteps(TextOf200000Characters, Text("Console Output", Long("line of the console; ", 200_000))),
            bench.WithSteps(
                UnitsOf40Characters,
                Number("Noise Density", 4.2, 0, 9) with
                {
                    Units = "nanovolt per square root of hertz at 1 k",
                }
            ),
            bench
                .Passed(HeaderNamesOf150Characters)
                .With(run =>
                    run with
                    {
                        Product = null,
                        Testsystem = null,
                        ProductName = Long("Product ", 150),
                        TestplanName = Long("Testplan ", 150),
                        TestplanVariant = Long("Variant ", 150),
                        TestplanRevision = Long("Revision ", 150),
                        Hostname = Long("host-", 150),
                        Site = Long("Site ", 150),
                        UserName = Long("User ", 150),
                    }
                ),
            bench
                .Passed(InfosOf5000Characters)
                .With(run =>
                    run with
                    {
                        Info1 = Long("first ", 5000),
                        Info2 = Long("second ", 5000),
                        Info3 = Long("third ", 5000),
                    }
                ),
            bench.WithSteps(
                SurrogatePairAtTheLimit,
                Text(new string('n', 99) + "😀 and more", new string('v', 99) + "😀 and more")
            ),
            Everywhere(bench, ControlCharacters, ControlText),
            Everywhere(bench, LoneSurrogates, SurrogateText),
            Everywhere(bench, Unicode, UnicodeText),
            Everywhere(bench, Markup, MarkupText),
        ];

    /// <summary>A run with the text in every text column, the serial included.</summary>
    private static OddRun Everywhere(OddRunBench bench, Guid id, string text) =>
        bench
            .WithSteps(
                id,
                Number("Name " + text, 1, 0, 2) with
                {
                    Units = text,
                    TestNumber = text,
                    Description = "Description " + text,
                },
                Text("Text " + text, text),
                Text("Plain", text)
            )
            .Serial("SN " + text)
            .With(run =>
                run with
                {
                    Info1 = text,
                    Info2 = text,
                    UserName = "User " + text,
                    TestplanVariant = "Variant " + text,
                }
            );

    private static string Long(string text, int length) =>
        string.Concat(Enumerable.Repeat(text, length / text.Length + 1))[..length];
}
