package io.sendwell.merge;

import java.util.List;
import java.util.stream.Collectors;

/** A template that cannot be compiled, with everything that is wrong with it. */
public final class TemplateException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<TemplateProblem> problems;

    /**
     * For implementers of {@link TemplateEngine}.
     *
     * @param problems at least one, in the order of the template
     */
    public TemplateException(List<TemplateProblem> problems) {
        this(problems, problems.size());
    }

    TemplateException(List<TemplateProblem> problems, int total) {
        super(describe(problems, total));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, in the order of the template; of a template with very many problems the first ones. */
    public List<TemplateProblem> problems() {
        return problems;
    }

    private static String describe(List<TemplateProblem> problems, int total) {
        String lines = problems.stream().map(TemplateProblem::toString).collect(Collectors.joining("\n  ", "\n  ", ""));
        int unlisted = total - problems.size();
        return "The template has " + (total == 1 ? "a problem" : total + " problems") + ":" + lines
                + (unlisted > 0 ? "\n  and " + unlisted + " more" : "");
    }
}
