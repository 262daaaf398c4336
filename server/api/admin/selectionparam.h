// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

} // namespace linnet::admin
