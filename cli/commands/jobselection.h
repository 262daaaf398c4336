// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commandline/declaration.h"
#include "common/client/apiclient.h"

namespace linnet::cli {

//! \brief Which of the jobs that were given up a command is about: some, or all that match.
struct JobSelection
{
    QList<Argument> arguments();
    QList<Option> options();

    //! \return a usage error unless it is said in one way.
    Result<> check() const;

    //! \return it, as it is asked for.
    QJsonObject body() const;
    //! \return how many jobs it is that \p path would act on, as "count", and as of when.
    Result<QJsonObject> preview(ApiClient &api, const QString &path) const;
    //! \return it, as it is asked for when \p preview was shown: for those jobs and no other.
    QJsonObject asPreviewed(const QJsonObject &preview) const;

    QStringList ids;
    QString filter;
};

} // namespace linnet::cli
