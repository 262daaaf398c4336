// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commandline/declaration.h"

namespace linnet::cli {

//! \brief A word that may be typed.
struct Candidate
{
    QString word;
    QString about = {}; //!< For whoever chooses.
};

//! \brief What a word that is being typed may become.
struct Expectation
{
    enum class Else {
        Nothing,
        File,
        Folder,
    };

    QList<Candidate> candidates = {}; //!< All that need not be looked up.
    Referent referent = Referent::None; //!< What else it may name, …
    QString prefix = {}; //!< … after this, which is typed already, e.g. "--context=", …
    QString begun = {}; //!< … and so does its name begin.
    Else other = Else::Nothing;
};

//! \return what the last one of \p words may become, which is empty where none is begun yet. They
//! come after the program's name.
Expectation expectationOf(const QStringList &words, const QList<Declaration> &declarations,
                          const QList<Option> &globals);

} // namespace linnet::cli
