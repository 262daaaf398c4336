// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/maillinkstore.h"

namespace linnet {

class SqlConnection;

class SqlMailLinkStore : public MailLinkStore
{
public:
    explicit SqlMailLinkStore(SqlConnection &connection);

    Result<MailLink> find(const QByteArray &hash) override;
    Result<> add(const MailLink &link) override;
    Result<> removeAll(UserId user, LinkPurpose purpose) override;
    Result<> removeExpired(Timestamp time) override;

private:
    SqlConnection &m_connection;
};

} // namespace linnet
