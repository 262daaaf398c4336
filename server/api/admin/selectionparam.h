// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/result.h"
#include "common/domain/filter.h"

#include <QJsonObject>

#include <functional>

namespace linnet::admin {

//! \brief What the rows are called that something can be done to.
struct SelectionWords
{
    QString thing; //!< One of them, e.g. "session".
    QString everything; //!< How to ask for all, e.g. "state:active is everybody".
};

//! \return which rows something is to be done to: those that "ids" names, or what \p parse makes of
//! "filter"; InvalidInput unless one of both asks for something.
Result<Filter> selectionParam(const QJsonObject &params, const SelectionWords &words,
                              const std::function<Result<Filter>(const QString &)> &parse);

//! \return when what is asked for is to have been so, as "asOf" says, which a dry run has answered;
//! \p now if it does not. InvalidInput for what is no time, or one to come.
Result<Timestamp> asOfParam(const QJsonObject &params, Timestamp now);

} // namespace linnet::admin
