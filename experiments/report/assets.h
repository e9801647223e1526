// The files that the page is made of; the build embeds them.
#pragma once

#include <string_view>

namespace gestalt::experiments {

extern const std::string_view kPageStyle;
extern const std::string_view kPageScript;
extern const std::string_view kPlotStyle;
extern const std::string_view kPlotScript;

}  // namespace gestalt::experiments
