namespace VteBridge.Setup;

/// <summary>
/// The answers to questions: by flag, else from whom can be asked, else the default. Each question is answered once;
/// what a script leaves out or gives wrongly is collected, so that it is told all of it at once.
/// </summary>
/// <param name="given">By flag; null where it was not given.</param>
/// <param name="ask">Asks a person until the answer will do; null where nobody can be asked.</param>
internal sealed class Answers(Func<Question, string?> given, Func<Question, string>? ask)
{
    private readonly Dictionary<Question, string> _answers = [];
    private readonly Dictionary<Question, string> _before = [];

    public bool CanAsk => ask is not null;

    public List<string> Problems { get; } = [];

    /// <summary>What the flag says; null when it was not given, or was asked for again since.</summary>
    public string? Given(Question question) => _before.ContainsKey(question) ? null : given(question);

    public string To(Question question)
    {
        if (!_answers.TryGetValue(question, out var answer))
            _answers[question] = answer = Find(question);
        return answer;
    }

    /// <summary>
    /// The given answers did not stand the test; they are asked for anew, whatever the flags said. Each but a secret is
    /// offered as it was: most of them were right.
    /// </summary>
    public void AskAgain(IEnumerable<Question> questions)
    {
        foreach (var question in questions)
            if (_answers.Remove(question, out var answer))
                _before[question] = answer;
    }

    private string Find(Question question)
    {
        var answer = Given(question);
        if (answer is not null && question.ProblemOf(answer) is { } problem)
        {
            Problems.Add($"{question.Flag}: {problem}");
            return answer;
        }
        if (answer is not null)
            return answer;
        if (ask is not null)
            return ask(
                !question.IsSecret && _before.GetValueOrDefault(question) is { Length: > 0 } before
                    ? question with
                    {
                        Suggestion = before,
                    }
                    : question
            );
        if (question.Default is null)
            Problems.Add($"{question.Flag} is needed: {question.Text}.");
        return question.Default ?? "";
    }
}
