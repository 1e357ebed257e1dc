"""The file of a dispute (卷宗): its papers, each made from what was entered once, alone or bound as one."""
