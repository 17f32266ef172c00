using Spectre.Console;
using VteBridge.Configuration;

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

/// <summary>Asks a person at the terminal, who may press Ctrl+C instead of answering.</summary>
internal static class TerminalQuestions
{
    /// <exception cref="OperationCanceledException">Ctrl+C was pressed.</exception>
    public static string Ask(Question question, CancellationToken stop)
    {
        if (question.Choices.Count > 0)
        {
            var choice = Show(
                new SelectionPrompt<string>().Title(Markup.Escape(question.Text)).AddChoices(Ordered(question)),
                stop
            );
            // The library wipes its list away, and with it what was chosen.
            AnsiConsole.MarkupLineInterpolated($"{question.Text.Split(':')[0]}: {choice}");
            return choice;
        }
        var offered = question.Suggestion ?? question.Default ?? "";
        // The library puts the colon itself where something is offered.
        var prompt = new TextPrompt<string>(
            Markup.Escape(offered == "" ? question.Text + ":" : question.Text)
        ).AllowEmpty();
        prompt.Validator = answer =>
            question.ProblemOf(answer) is { } problem
                ? ValidationResult.Error(Markup.Escape(problem))
                : ValidationResult.Success();
        if (question.IsSecret)
            prompt.Secret(null);
        if (offered != "")
            prompt.DefaultValue(offered);
        return Show(prompt, stop);
    }

    /// <exception cref="OperationCanceledException">Ctrl+C was pressed.</exception>
    public static bool Confirm(string text, CancellationToken stop) =>
        Show(new ConfirmationPrompt(Markup.Escape(text)), stop);

    /// <summary>Waits as the library's own Prompt does, which takes no token.</summary>
    private static T Show<T>(IPrompt<T> prompt, CancellationToken stop) =>
        prompt.ShowAsync(AnsiConsole.Console, stop).GetAwaiter().GetResult();

    /// <summary>What is offered first: that is where the cursor stands.</summary>
    private static IEnumerable<string> Ordered(Question question) =>
        question.Choices.OrderBy(choice => choice == (question.Suggestion ?? question.Default) ? 0 : 1);
}
