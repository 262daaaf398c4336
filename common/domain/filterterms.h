// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QString>
#include <QStringView>

#include <vector>

namespace linnet {

//! \brief One value as it was written: what it says, and where a star leaves it open.
struct FilterValue
{
    QString text;
    bool isOpenBefore = false; //!< "*text"
    bool isOpenAfter = false; //!< "text*"

    bool isOpen() const { return isOpenBefore || isOpenAfter; }
};

//! \brief One term of a filter, taken apart and not looked into: see filter.h for the language.
struct FilterTerm
{
    enum class Operator { Is, Less, LessOrEqual, Greater, GreaterOrEqual };

    QString field = {}; //!< Empty: words without a field.
    Operator comparison = Operator::Is;
    std::vector<FilterValue> anyOf = {}; //!< One at least.
    bool isNegated = false;

    int number = 0; //!< Its place among the terms, from 1.
    qsizetype place = 0; //!< That of its first character, from 1.
    QString written = {};
};

//! \return the terms of \p expression, or an InvalidInput error that names the first that is none.
Result<std::vector<FilterTerm>> parseFilterTerms(QStringView expression);

//! \return what is wrong with \p term, as an error that names it and its place.
//! \param reason the rest of a sentence that begins with the term.
Error filterMistake(const FilterTerm &term, const QString &reason);

//! \return \p text as a message may repeat it: not more than a line of it.
QString shortened(QStringView text);

} // namespace linnet
