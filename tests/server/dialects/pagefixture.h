// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/dialects/shared/pagedialect.h"
#include "tests/server/dialects/phone/phonefixture.h"

#include <QJsonArray>

namespace linnet::test {

//! \brief A dialect of pages over real services, beside the phone dialect: calls are found and
//! validated as transports do it.
class PageFixture : public PhoneFixture
{
public:
    PageFixture();
    ~PageFixture();

    //! Asks over HTTP as \p user; null: as nobody.
    Outcome ask(Method method, const QByteArray &path, UserId user, const QJsonObject &params = {});
    Outcome ask(Method method, const QByteArray &path, Call call);

    //! Tells it over a socket, with what a bare argument stands for already in \p params.
    Outcome tell(const QByteArray &event, UserId user, const QJsonObject &params);

    //! \return what a client reads of an answer that must be an error.
    QString complaint(const Outcome &outcome) const;

    //! \return the reason that is given beside it.
    QString details(const Outcome &outcome) const;

    Error::Kind kindOf(const Outcome &outcome) const;

    //! Writes \p content to a file, as an upload that \p call came with.
    void attach(Call &call, const QByteArray &content, const QString &name = {});

    //! \return the token in the link of the oldest mail that waits; empty if none does.
    QString mailedToken();

    std::unique_ptr<const EndpointTable> pageTable; //!< Of the one dialect.

protected:
    //! To be called when \p page is there.
    void serve(PageDialect &page);

private:
    QString textOf(const Outcome &outcome, QLatin1String name) const;
    static Outcome run(const EndpointRow &row, Call call);

    const PageDialect *m_page = nullptr;
    int m_uploads = 0;
};

} // namespace linnet::test
