from audit.services.anchoring import anchor, mail_anchors
from audit.services.extracting import build, forget_old_files, order
from audit.services.sealing import seal, seal_all

__all__ = ["anchor", "build", "forget_old_files", "mail_anchors", "order", "seal", "seal_all"]
