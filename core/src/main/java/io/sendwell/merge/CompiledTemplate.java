package io.sendwell.merge;

import io.sendwell.message.MergeData;
import java.util.List;

/** A template that is ready to be merged, by whatever {@link TemplateEngine}. Safe for use by several threads. */
public interface CompiledTemplate {

    /**
     * Puts one recipient's values in.
     *
     * @return the text; what is missing or not allowed in its place stands in the result and is no exception
     */
    MergedText merge(MergeData data);

    /** The fields the template uses, in its order; empty when the engine cannot tell. */
    List<MergeField> fields();
}
