using System.Runtime.CompilerServices;
using VteBridge.Vte;

namespace VteBridge.Mapping;

/// <summary>
/// The texts of a testplan's steps, worked out once for all of its runs. They are known again by the strings that hold them
/// (the reader gives one string to a text that comes again): comparing letters would cost as much as it saves. For one thread.
/// </summary>
internal sealed class KnownTexts
{
    /// <summary>The steps of some twenty testplans; when there are more, it begins anew.</summary>
    private const int Most = 5_000;

    private readonly Dictionary<Strings, StepTexts> _known = [];

    /// <param name="step">The row.</param>
    /// <param name="position">Counts the rows of the run from 1.</param>
    public StepTexts Of(TestStep step, int position)
    {
        var strings = new Strings(step);
        if (_known.TryGetValue(strings, out var known))
            return known;
        var texts = new StepTexts(step, position);
        if (!texts.CanBeKept)
            return texts;
        if (_known.Count == Most)
            _known.Clear();
        _known.Add(strings, texts);
        return texts;
    }

    private readonly struct Strings(TestStep step) : IEquatable<Strings>
    {
        private readonly string? _name = step.Name;
        private readonly string? _testNumber = step.TestNumber;
        private readonly string? _description = step.Description;
        private readonly string? _units = step.Units;

        public bool Equals(Strings other) =>
            ReferenceEquals(_name, other._name)
            && ReferenceEquals(_testNumber, other._testNumber)
            && ReferenceEquals(_description, other._description)
            && ReferenceEquals(_units, other._units);

        public override bool Equals(object? other) => other is Strings strings && Equals(strings);

        public override int GetHashCode() => HashCode.Combine(Of(_name), Of(_testNumber), Of(_description), Of(_units));

        private static int Of(string? text) => RuntimeHelpers.GetHashCode(text);
    }
}
